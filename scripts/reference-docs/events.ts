import { EVENT_DESCRIPTIONS } from '../../server/src/http/openapi/event-descriptions.ts'
import { EVENT_DATA } from '../../server/src/workspaces/event-data.ts'
import { EVENT_TYPES } from '../../server/src/workspaces/event-types.ts'
import { NOTE } from './note.ts'

/** docs/events.md. */
export function eventsPage(): string {
  const resources = Map.groupBy(EVENT_TYPES, (type) => type.slice(0, type.indexOf('.')))
  const sections = [...resources].map(([resource, types]) => {
    const rows = types.map((type) => {
      const members = Object.keys(EVENT_DATA[type].shape)
      return `| \`${type}\` | ${EVENT_DESCRIPTIONS[type]} | ${members.map((member) => `\`${member}\``).join(', ') || '–'} |`
    })
    return `## \`${resource}\`\n\n| Type | When | \`data\` |\n| --- | --- | --- |\n${rows.join('\n')}\n`
  })
  return `# Event types

${NOTE}

Every event has the same envelope: \`id\`, \`type\`, \`timestamp\`, \`workspaceId\`, \`actor\`, \`connection\` (null for events of no
connection) and \`data\`. The tables say when an event of each type is recorded and which members its \`data\` has. A member that does not apply
is null. The SDK has a type for each event type, and \`/openapi.json\` a schema. \`GET /v1/events\` lists events, the dashboard's page _Activity_ shows them, and [webhooks](webhooks.md) send them to your application.

A filter takes a type or its first part: \`connection\` stands for every type of that section. New types and new members can be added at any time;
ignore those that you do not know.

${sections.join('\n')}`
}
