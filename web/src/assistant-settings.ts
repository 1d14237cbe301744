/** What goes into an assistant's settings: the form that each client reads, with the address and a key in it. */
export interface AssistantSettings {
  readonly client: string
  readonly where: string
  readonly text: string
}

export function assistantSettings(url: string, key: string): AssistantSettings[] {
  const address = `${url}/mcp`
  const authorization = `Bearer ${key}`
  const headers = { Authorization: authorization }
  const json = (value: unknown): string => JSON.stringify(value, null, 2)
  return [
    {
      client: 'Claude Code',
      where: 'In a terminal',
      text: `claude mcp add --transport http letterlock ${address} --header "Authorization: ${authorization}"`,
    },
    {
      client: 'Cursor',
      where: '~/.cursor/mcp.json',
      text: json({ mcpServers: { letterlock: { url: address, headers } } }),
    },
    {
      client: 'VS Code',
      where: '.vscode/mcp.json',
      text: json({ servers: { letterlock: { type: 'http', url: address, headers } } }),
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
