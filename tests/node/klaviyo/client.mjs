// SPDX-License-Identifier: GPL-3.0-or-later
// Works with the sandbox through Klaviyo's own client, of which nothing but the base path is changed.
// What `illixisctl sandbox` printed comes on standard input.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import klaviyo from 'klaviyo-api';

const { klaviyo: { url, api_key: key }, control } = JSON.parse(await text(process.stdin));
const session = new klaviyo.ApiKeySession(key);

function connect(Api) {
  const api = new Api(session);
  api.basePath = url;
  return api;
}

const accounts = connect(klaviyo.AccountsApi);
const lists = connect(klaviyo.ListsApi);
const segments = connect(klaviyo.SegmentsApi);
const templates = connect(klaviyo.TemplatesApi);
const campaigns = connect(klaviyo.CampaignsApi);

async function step(name, run) {
  try {
    const result = await run();
    console.log(`ok ${name}`);
    return result;
  } catch (error) {
    // Not the error as a whole: it holds the request, and with it the key.
    console.log(`not ok ${name}: ${error.message}`);
    console.log(JSON.stringify(error.response?.data ?? null));
    process.exit(1);
  }
}

async function refused(status, promise) {
  await assert.rejects(promise, (error) => error.response?.status === status
    && error.response.data.errors[0].id !== undefined);
}

async function advance(seconds) {
  const reply = await fetch(`${control}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: seconds }),
  });
  assert.equal(reply.status, 200);
}

async function state(kind) {
  const reply = await fetch(`${control}/state`);
  return (await reply.json()).klaviyo[kind] ?? [];
}

// The client unpacks cursors of https addresses by itself; the sandbox's are http.
function cursorOf(next) {
  return next ? new URL(next).searchParams.get('page[cursor]') : null;
}

async function all(fetchPage) {
  const found = [];
  let pageCursor;
  do {
    const { body } = await fetchPage(pageCursor ? { pageCursor } : {});
    found.push(...body.data);
    pageCursor = cursorOf(body.links.next);
  } while (pageCursor);
  return found;
}

await step('account', async () => {
  const { body } = await accounts.getAccounts();
  assert.equal(body.data.length, 1);
  assert.ok(body.data[0].attributes.contactInformation.organizationName);
});

const { list, excluded } = await step('lists and segments, by pages', async () => {
  const allLists = await all((page) => lists.getLists({ sort: 'name', ...page }));
  const allSegments = await all((page) => segments.getSegments(page));
  assert.ok(allLists.length > 0 && allSegments.length > 0);
  assert.equal(new Set(allLists.map((each) => each.id)).size, allLists.length);
  let largest = { attributes: { profileCount: -1 } };
  for (const { id } of allLists.slice(0, 3)) {
    const { body } = await lists.getList(id, { additionalFieldsList: ['profile_count'] });
    if (body.data.attributes.profileCount > largest.attributes.profileCount)
      largest = body.data;
    await advance(2);
  }
  return { list: largest.id, excluded: allSegments[0].id };
});

const html = '<!DOCTYPE html><html><body><p>Moin {{ first_name|default:\'du\' }} – ☕</p>'
  + '<p>{% unsubscribe \'Abmelden\' %}</p></body></html>';
const templateName = `Node ${new Date().toISOString()}`;

const template = await step('template', async () => {
  const { body } = await templates.createTemplate({
    data: { type: 'template', attributes: { name: templateName, editorType: 'CODE', html } },
  });
  const read = await templates.getTemplate(body.data.id);
  assert.equal(read.body.data.attributes.html, html);
  const found = await templates.getTemplates({ filter: `equals(name,"${templateName}")` });
  assert.deepEqual(found.body.data.map((each) => each.id), [body.data.id]);
  const rendered = await templates.renderTemplate({
    data: { type: 'template', id: body.data.id, attributes: { context: { first_name: 'Jule' } } },
  });
  assert.match(rendered.body.data.attributes.html, /Moin Jule – ☕/);
  return body.data.id;
});

function newCampaign(sendStrategy) {
  return campaigns.createCampaign({
    data: {
      type: 'campaign',
      attributes: {
        name: 'Herbströstung',
        audiences: { included: [list], excluded: [] },
        sendStrategy,
        sendOptions: { useSmartSending: true },
        campaignMessages: {
          data: [{
            type: 'campaign-message',
            attributes: {
              definition: {
                channel: 'email',
                label: 'Herbströstung',
                content: {
                  subject: 'Herbströstung',
                  previewText: 'Frisch',
                  fromEmail: 'hello@nordlicht.example',
                  fromLabel: 'Nordlicht',
                },
              },
            },
          }],
        },
      },
    },
  });
}

function assign(message) {
  return campaigns.assignTemplateToCampaignMessage({
    data: {
      type: 'campaign-message',
      id: message,
      relationships: { template: { data: { type: 'template', id: template } } },
    },
  });
}

function send(id) {
  return campaigns.sendCampaign({ data: { type: 'campaign-send-job', id } });
}

const { id, message } = await step('campaign', async () => {
  const { body } = await newCampaign({ method: 'immediate' });
  assert.equal(body.data.attributes.status, 'Draft');
  assert.equal(body.data.attributes.sendOptions.useSmartSending, true);
  return { id: body.data.id, message: body.data.relationships.campaignMessages.data[0].id };
});

await step('not ready yet', () => refused(400, send(id)));

await step('message and template', async () => {
  const { body } = await assign(message);
  const copy = body.data.relationships.template.data.id;
  assert.notEqual(copy, template);
  await refused(404, templates.getTemplate(copy));
  const read = await campaigns.getTemplateForCampaignMessage(message);
  assert.equal(read.body.data.attributes.html, html);
  const messages = await campaigns.getMessagesForCampaign(id, { include: ['template'] });
  assert.equal(messages.body.data[0].attributes.definition.content.subject, 'Herbströstung');
  assert.equal(messages.body.included[0].id, copy);
});

const estimated = await step('estimation', async () => {
  const data = { type: 'campaign-recipient-estimation-job', id };
  await refused(404, campaigns.getCampaignRecipientEstimation(id));
  await campaigns.refreshCampaignRecipientEstimation({ data });
  await advance(3);
  const job = await campaigns.getCampaignRecipientEstimationJob(id);
  assert.equal(job.body.data.attributes.status, 'complete');
  const { body } = await campaigns.getCampaignRecipientEstimation(id);
  assert.ok(body.data.attributes.estimatedRecipientCount > 0);
  return body.data.attributes.estimatedRecipientCount;
});

await step('changed while a draft', async () => {
  const { body } = await campaigns.updateCampaign(id, {
    data: { type: 'campaign', id, attributes: { trackingOptions: { isTrackingOpens: false } } },
  });
  assert.equal(body.data.attributes.trackingOptions.isTrackingOpens, false);
});

await step('sent, once', async () => {
  const { body } = await send(id);
  assert.equal(body.data.attributes.status, 'queued');
  await refused(409, send(id));
  await advance(60);
  const job = await campaigns.getCampaignSendJob(id);
  assert.equal(job.body.data.attributes.status, 'complete');
  const read = await campaigns.getCampaign(id, { include: ['campaign-messages'] });
  assert.equal(read.body.data.attributes.status, 'Sent');
  assert.ok(read.body.data.attributes.sendTime instanceof Date);
  assert.equal(read.body.included[0].id, message);
  await refused(409, send(id));
  const left = await state('deliveries');
  assert.deepEqual(left.map((each) => each.attributes.campaign), [id]);
  assert.equal(left[0].attributes.recipients, estimated);
});

await step('scheduled and taken back', async () => {
  const { body } = await newCampaign({
    method: 'static',
    datetime: new Date(Date.now() + 86_400_000),
    options: { isLocal: false },
  });
  const later = body.data.id;
  await assign(body.data.relationships.campaignMessages.data[0].id);
  await send(later);
  await advance(5);
  const waiting = await campaigns.getCampaign(later);
  assert.equal(waiting.body.data.attributes.status, 'Scheduled');
  await campaigns.cancelCampaignSend(later, {
    data: { type: 'campaign-send-job', id: later, attributes: { action: 'revert' } },
  });
  await refused(404, campaigns.getCampaignSendJob(later));
  const drafts = await campaigns.getCampaigns(
    "and(equals(messages.channel,'email'),equals(status,'Draft'))",
    { sort: '-created_at', fieldsCampaign: ['name', 'status'] },
  );
  assert.equal(drafts.body.data[0].id, later);
  await campaigns.deleteCampaign(later);
  await refused(404, campaigns.getCampaign(later));
});

await step('segments may be excluded', async () => {
  const clone = await campaigns.createCampaignClone({
    data: { type: 'campaign', id, attributes: { newName: 'Zwei' } },
  });
  const { body } = await campaigns.updateCampaign(clone.body.data.id, {
    data: {
      type: 'campaign',
      id: clone.body.data.id,
      attributes: { audiences: { included: [list], excluded: [excluded] } },
    },
  });
  assert.deepEqual(body.data.attributes.audiences.excluded, [excluded]);
});
