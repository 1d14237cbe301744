import type { Explorer, Knowledge } from './explore.ts'
import { at, readJson } from './read-json.ts'

const CONSOLE = '/ConsoleService.svc/Console'
const STATISTICS = '/MailStatisticsService.svc'

const idOf =
  (path: string, member: string) =>
  async (explorer: Explorer): Promise<unknown> =>
    readJson(await explorer.call(`${CONSOLE}${path}`), member)

const listId = idOf('/List', 'Items.0.idList')
const groupId = idOf('/List/1/Groups', 'Items.1.idGroup')
const messageId = idOf('/List/1/Emails', 'Items.0.idMessage')
const recipientId = idOf('/List/1/Recipients/Subscribed', 'Items.0.idRecipient')

async function send(explorer: Explorer, method: string, path: string, body: unknown): Promise<unknown> {
  const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return readJson(await explorer.call(`${CONSOLE}${path}`, init))
}

const FILE = { Name: 'flour.png', Base64Data: 'ZmxvdXI=' }

export const MAILUP_KNOWLEDGE: Knowledge = {
  ids: {
    [`${CONSOLE}/List/{id}`]: listId,
    [`${CONSOLE}/Group/{id}`]: groupId,
    [`${CONSOLE}/List/{id}/Group/{group_id}`]: groupId,
    [`${CONSOLE}/List/{id}/Email/{message_id}`]: messageId,
    [`${CONSOLE}/Group/{id}/Email/{message_id}`]: messageId,
    [`${CONSOLE}/Group/{id}/Subscribe/{recipient_id}`]: recipientId,
    [`${CONSOLE}/Group/{id}/Unsubscribe/{recipient_id}`]: recipientId,
    [`${CONSOLE}/List/{id}/Subscribe/{recipient_id}`]: recipientId,
    [`${CONSOLE}/List/{id}/Unsubscribe/{recipient_id}`]: recipientId,
    [`${CONSOLE}/List/{id}/Templates/{template_id}`]: idOf('/List/1/Templates', 'Items.0.Id'),
    [`${CONSOLE}/List/{id}/Tag/{tag_id}`]: idOf('/List/1/Tags', 'Items.0.Id'),
    [`${CONSOLE}/Import/{id}`]: (explorer) =>
      send(explorer, 'POST', '/List/1/Recipients', [{ Email: 'import@mill.example' }]),
    [`${CONSOLE}/Email/Sendings/{sending_id}`]: idOf('/Email/Sendings/Deferred', 'Items.0.Id'),
    [`${CONSOLE}/List/{id}/Recipient/{recipient_id}`]: recipientId,
    [`${CONSOLE}/List/{id}/Email/Template/{template_id}`]: idOf('/List/1/Templates', 'Items.0.Id'),
    [`${CONSOLE}/List/{id}/Email/{message_id}/Attachment/{slot}`]: async () => 1,
    [`${STATISTICS}/Message/{id}`]: messageId,
    [`${STATISTICS}/Recipient/{id}`]: recipientId,
  },
  leaveOut: {
    [`POST ${CONSOLE}/List/{id}/Recipient`]: ['idRecipient', 'MobilePrefix', 'MobileNumber', 'Fields'],
    [`POST ${CONSOLE}/Group/{id}/Recipient`]: ['Fields'],
    [`PUT ${CONSOLE}/Recipient/Detail`]: ['MobilePrefix', 'MobileNumber', 'Fields'],
  },
  jsonBodies: {
    [`DELETE ${CONSOLE}/Images`]: `https://example.com/images/shared/${FILE.Name}`,
    [`POST ${CONSOLE}/List/{id}/Tag`]: 'New tag',
    [`POST ${CONSOLE}/List/{id}/Recipients`]: [{ Email: 'two@mill.example' }],
    [`POST ${CONSOLE}/Group/{id}/Recipients`]: [{ Email: 'three@mill.example' }],
  },
  paths: {
    [`DELETE ${CONSOLE}/Images`]: async (explorer) => {
      await send(explorer, 'POST', '/Images', FILE)
      return `${CONSOLE}/Images`
    },
    [`DELETE ${CONSOLE}/List/{id}/Email/{message_id}/{slot}`]: async (explorer) => {
      const path = `/List/1/Email/${String(await messageId(explorer))}`
      await send(explorer, 'POST', `${path}/Attachment/2`, FILE)
      return `${CONSOLE}${path}/2`
    },
  },
  bodies: {
    [`POST ${CONSOLE}/Group/{id}/Recipient`]: async () => ({ Email: 'four@mill.example' }),
    [`POST ${CONSOLE}/Images`]: async () => FILE,
    [`POST ${CONSOLE}/List/{id}/Images`]: async () => FILE,
    [`POST ${CONSOLE}/List/{id}/Email/{message_id}/Attachment/{slot}`]: async () => FILE,
    [`POST ${CONSOLE}/Email/Sendings/{sending_id}/Deferred`]: async () => ({ Date: '2099-01-01 10:00:00Z' }),
    [`POST ${CONSOLE}/List/{id}/Recipient`]: async () => ({ Email: 'one@mill.example', Name: 'One' }),
    [`POST ${CONSOLE}/List/{id}/Group`]: async () => ({ Name: 'Group', Notes: '' }),
    [`PUT ${CONSOLE}/List/{id}/Group/{group_id}`]: async () => ({ Name: 'Other', Notes: '' }),
    [`PUT ${CONSOLE}/List/{id}/Tag/{tag_id}`]: async () => ({ Name: 'Other' }),
    [`POST ${CONSOLE}/List/{id}/Email`]: async () => ({ Subject: 'Flour', Content: '<p>Flour</p>' }),
    [`PUT ${CONSOLE}/List/{id}/Email/{message_id}`]: async () => ({
      Subject: 'Flour',
      Content: '<p>Flour</p>',
    }),
    [`POST ${CONSOLE}/Email/Send`]: async (explorer) => ({
      Email: 'one@mill.example',
      idMessage: await messageId(explorer),
    }),
    [`PUT ${CONSOLE}/Recipient/Detail`]: async (explorer) => ({
      idRecipient: await recipientId(explorer),
      Email: at(
        await readJson(await explorer.call(`${CONSOLE}/List/1/Recipients/Subscribed`)),
        'Items.0.Email',
      ),
      Name: 'Someone',
    }),
  },
}
