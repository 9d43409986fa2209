// SPDX-License-Identifier: GPL-3.0-or-later
// Works with the sandbox through Mailchimp's own client, of which nothing but the base path is changed.
// What `illixisctl sandbox` printed comes on standard input.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import mailchimp from '@mailchimp/mailchimp_marketing';

const {
  mailchimp: { url, api_key: key, client_id: client, client_secret: secret }, control,
} = JSON.parse(await text(process.stdin));

async function step(name, run) {
  try {
    const result = await run();
    console.log(`ok ${name}`);
    return result;
  } catch (error) {
    // Not the error as a whole: it holds the request, and with it the key.
    console.log(`not ok ${name}: ${error.message}`);
    console.log(JSON.stringify(error.response?.body ?? null));
    process.exit(1);
  }
}

async function refused(status, promise) {
  await assert.rejects(promise, (error) => error.status === status
    && error.response.body.instance !== undefined);
}

async function advance(seconds) {
  const reply = await fetch(`${control}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: seconds }),
  });
  assert.equal(reply.status, 200);
}

function form(values) {
  return { method: 'POST', body: new URLSearchParams(values), redirect: 'manual' };
}

// As a browser would: the page is read, its form is sent, and the code comes back in an address.
await step('OAuth', async () => {
  const request = {
    response_type: 'code',
    client_id: client,
    redirect_uri: 'http://127.0.0.1:48731/oauth/mailchimp/callback',
    state: 'abc',
  };
  const page = await fetch(`${url}/oauth2/authorize?${new URLSearchParams(request)}`);
  assert.match(await page.text(), /<form method="post"/);
  const allowed = await fetch(`${url}/oauth2/authorize`, form({
    ...request, user: 'owner@nordlicht.example', decision: 'allow',
  }));
  const back = new URL(allowed.headers.get('location'));
  assert.equal(back.searchParams.get('state'), 'abc');
  const reply = await fetch(`${url}/oauth2/token`, form({
    grant_type: 'authorization_code',
    client_id: client,
    client_secret: secret,
    redirect_uri: request.redirect_uri,
    code: back.searchParams.get('code'),
  }));
  const { access_token: accessToken } = await reply.json();
  const metadata = await fetch(`${url}/oauth2/metadata`, {
    headers: { authorization: `OAuth ${accessToken}` },
  });
  const { dc, api_endpoint: endpoint } = await metadata.json();
  mailchimp.setConfig({ accessToken, server: dc });
  mailchimp.basePath = `${endpoint}/3.0`;
  assert.equal((await mailchimp.ping.get()).health_status, "Everything's Chimpy!");
});

await step('API key', async () => {
  mailchimp.setConfig({ apiKey: key, server: key.split('-').at(-1) });
  const root = await mailchimp.root.getRoot();
  assert.equal(root.account_name, 'Nordlicht Kaffee');
  mailchimp.setConfig({ apiKey: 'wrong-us21', server: 'us21' });
  await refused(401, mailchimp.ping.get());
  mailchimp.setConfig({ apiKey: key, server: 'us21' });
});

const { list, segment } = await step('lists, segments, tags', async () => {
  const { lists, total_items: total } = await mailchimp.lists.getAllLists({
    count: 1000, fields: ['lists.id', 'lists.name', 'lists.stats.member_count', 'total_items'],
  });
  assert.equal(lists.length, total);
  const largest = lists.sort((a, b) => b.stats.member_count - a.stats.member_count)[0];
  assert.deepEqual(Object.keys(largest).sort(), ['id', 'name', 'stats']);
  const { segments } = await mailchimp.lists.listSegments(largest.id, { count: 1000 });
  assert.ok(segments.some((each) => each.type === 'static'));
  const { tags } = await mailchimp.lists.tagSearch(largest.id, { name: 'VIP' });
  assert.equal(tags.length, 1);
  const fields = await mailchimp.lists.getListMergeFields(largest.id);
  assert.ok(fields.merge_fields.some((each) => each.tag === 'FNAME'));
  return { list: largest.id, segment: segments[0].id };
});

await step('members', async () => {
  const { members } = await mailchimp.lists.getListMembersInfo(list, {
    status: 'subscribed', count: 1,
  });
  const changed = await mailchimp.lists.updateListMember(list, members[0].id, {
    status: 'unsubscribed',
  });
  assert.equal(changed.status, 'unsubscribed');
  await refused(400, mailchimp.lists.updateListMember(list, members[0].id, {
    status: 'subscribed',
  }));
});

await step('verified domains', async () => {
  const { domains } = await mailchimp.verifiedDomains.getVerifiedDomainsAll();
  assert.ok(domains.some((each) => each.domain === 'nordlicht.example' && each.verified));
});

const settings = {
  subject_line: 'Herbströstung',
  preview_text: 'Frisch',
  title: 'Herbströstung · illixis:7f3a9c21',
  from_name: 'Nordlicht',
  reply_to: 'hello@nordlicht.example',
};

const id = await step('campaign', async () => {
  const campaign = await mailchimp.campaigns.create({
    type: 'regular',
    recipients: { list_id: list, segment_opts: { saved_segment_id: segment } },
    settings,
    tracking: { opens: true, html_clicks: true, text_clicks: true },
  });
  assert.equal(campaign.status, 'save');
  assert.ok(campaign.recipients.recipient_count > 0);
  const changed = await mailchimp.campaigns.update(campaign.id, {
    settings: { ...settings, subject_line: 'Neu' },
  });
  assert.equal(changed.settings.subject_line, 'Neu');
  return campaign.id;
});

await step('not ready yet', async () => {
  const checklist = await mailchimp.campaigns.getSendChecklist(id);
  assert.equal(checklist.is_ready, false);
  await refused(400, mailchimp.campaigns.send(id));
});

await step('content and test', async () => {
  const html = '<html><body><p>Moin *|FNAME|* ☕</p><a href="*|UNSUB|*">weg</a></body></html>';
  await mailchimp.campaigns.setContent(id, { html });
  assert.equal((await mailchimp.campaigns.getContent(id)).html, html);
  await mailchimp.campaigns.sendTestEmail(id, {
    test_emails: ['owner@nordlicht.example'], send_type: 'html',
  });
});

await step('scheduled and taken back', async () => {
  const quarter = 15 * 60 * 1000;
  const time = new Date((Math.floor(Date.now() / quarter) + 8) * quarter);
  await refused(400, mailchimp.campaigns.schedule(id, {
    schedule_time: new Date(time.getTime() + 60_000).toISOString(),
  }));
  await mailchimp.campaigns.schedule(id, { schedule_time: time.toISOString() });
  assert.equal((await mailchimp.campaigns.get(id)).status, 'schedule');
  await mailchimp.campaigns.unschedule(id);
  assert.equal((await mailchimp.campaigns.get(id)).status, 'save');
});

await step('sent, once', async () => {
  await mailchimp.campaigns.send(id);
  await refused(400, mailchimp.campaigns.send(id));
  await advance(60);
  const sent = await mailchimp.campaigns.get(id);
  assert.equal(sent.status, 'sent');
  const report = await mailchimp.reports.getCampaignReport(id);
  assert.equal(report.emails_sent, sent.emails_sent);
  const { emails } = await mailchimp.reports.getEmailActivityForCampaign(id, { count: 1000 });
  assert.equal(emails.length, sent.emails_sent);
});

await step('copied and deleted', async () => {
  const copy = await mailchimp.campaigns.replicate(id);
  await mailchimp.campaigns.remove(copy.id);
  await refused(404, mailchimp.campaigns.get(copy.id));
});

await step('webhook', async () => {
  const made = await mailchimp.lists.createListWebhook(list, {
    url: 'https://relay.example/mc', events: { unsubscribe: true }, sources: { user: true },
  });
  assert.ok(made.signing_secret);
  await mailchimp.lists.deleteListWebhook(list, made.id);
});
