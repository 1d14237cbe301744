/** What goes into an assistant's settings, in the form that each client reads. */
export interface AssistantSettings {
  readonly client: string
  readonly where: string
  readonly text: string
}

const json = (value: unknown): string => JSON.stringify(value, null, 2)

/** For clients that sign in by themselves: the address is all that they need. */
export function signInSettings(url: string): AssistantSettings[] {
  const address = `${url}/mcp`
  return [
    {
      client: 'Claude Code',
      where: 'In a terminal',
      text: `claude mcp add --transport http letterlock ${address}`,
    },
    {
      client: 'Claude, ChatGPT',
      where: 'Settings → Connectors → Add, where the hub has an address that they can reach',
      text: address,
    },
    {
      client: 'Cursor',
      where: '~/.cursor/mcp.json',
      text: json({ mcpServers: { letterlock: { url: address } } }),
    },
    {
      client: 'VS Code',
      where: '.vscode/mcp.json',
      text: json({ servers: { letterlock: { type: 'http', url: address } } }),
    },
    {
      client: 'Codex',
      where: 'In a terminal',
      text: `codex mcp add letterlock --url ${address}`,
    },
    {
      client: 'Any that starts a program',
      where: 'On a machine where Letterlock is installed, after “npx letterlock login”',
      text: json({
        mcpServers: { letterlock: { command: 'npx', args: ['letterlock', '--url', url, 'mcp'] } },
      }),
    },
  ]
}

/** For clients that cannot sign in: the address, and a key. */
export function keySettings(url: string, key: string): AssistantSettings[] {
  const address = `${url}/mcp`
  const authorization = `Bearer ${key}`
  return [
    {
      client: 'Over HTTP',
      where: 'Cursor, VS Code and others with headers',
      text: json({ mcpServers: { letterlock: { url: address, headers: { Authorization: authorization } } } }),
    },
    {
      client: 'Any that starts a program',
      where: 'On a machine where Letterlock is installed',
      text: json({
        mcpServers: {
          letterlock: {
            command: 'npx',
            args: ['letterlock', '--url', url, 'mcp'],
            env: { LETTERLOCK_SECRET_KEY: key },
          },
        },
      }),
    },
  ]
}
