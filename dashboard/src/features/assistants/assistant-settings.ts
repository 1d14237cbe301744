/** The settings for an assistant, in the format of each client. */
export interface AssistantSettings {
  readonly client: string
  readonly where: string
  readonly text: string
  /** A link that opens the client, which adds the server. It contains no secret. */
  readonly installUrl?: string
}

const json = (value: unknown): string => JSON.stringify(value, null, 2)

/** https://cursor.com/docs/mcp/install-links: the settings as Base64. An HTTPS link also works where `cursor:` links are removed. */
function installInCursor(url: string): string {
  const config = btoa(JSON.stringify({ url }))
  return `https://cursor.com/en/install-mcp?name=letterlock&config=${encodeURIComponent(config)}`
}

/** https://code.visualstudio.com/api/extension-guides/ai/mcp: the settings as JSON. */
function installInVsCode(url: string): string {
  const config = JSON.stringify({ type: 'http', url })
  return `https://vscode.dev/redirect/mcp/install?name=letterlock&config=${encodeURIComponent(config)}`
}

/** The package is not published, so the command is the one of the local installation. */
const HERE = '/path/to/letterlock'
const INSTALLED = `On a machine with Letterlock; replace ${HERE} with its folder`

const program = (url: string, env?: Readonly<Record<string, string>>): string =>
  json({
    mcpServers: {
      letterlock: {
        command: 'npm',
        args: ['--prefix', HERE, '--silent', 'run', 'letterlock', '--', '--url', url, 'mcp'],
        ...(env && { env }),
      },
    },
  })

/** For clients that can sign in: they need only the URL. */
export function signInSettings(url: string): AssistantSettings[] {
  const endpoint = `${url}/mcp`
  return [
    {
      client: 'Claude Code',
      where: 'In a terminal',
      text: `claude mcp add --transport http letterlock ${endpoint}`,
    },
    {
      client: 'Claude, ChatGPT',
      where: 'Settings → Connectors → Add, if they can reach this server',
      text: endpoint,
    },
    {
      client: 'Cursor',
      where: '~/.cursor/mcp.json',
      text: json({ mcpServers: { letterlock: { url: endpoint } } }),
      installUrl: installInCursor(endpoint),
    },
    {
      client: 'VS Code',
      where: '.vscode/mcp.json',
      text: json({ servers: { letterlock: { type: 'http', url: endpoint } } }),
      installUrl: installInVsCode(endpoint),
    },
    {
      client: 'Codex',
      where: 'In a terminal',
      text: `codex mcp add letterlock --url ${endpoint}`,
    },
    {
      client: 'Gemini CLI',
      where: 'In a terminal',
      text: `gemini mcp add --scope user --transport http letterlock ${endpoint}`,
    },
    {
      client: 'Windsurf',
      where: '~/.codeium/windsurf/mcp_config.json',
      text: json({ mcpServers: { letterlock: { serverUrl: endpoint } } }),
    },
    {
      client: 'Zed',
      where: 'settings.json',
      text: json({ context_servers: { letterlock: { source: 'custom', type: 'http', url: endpoint } } }),
    },
    {
      client: 'Any client that starts a command (stdio)',
      where: `${INSTALLED}; run “npm run letterlock -- login” there first`,
      text: program(url),
    },
  ]
}

/** For clients that cannot sign in: the URL and a secret key. */
export function keySettings(url: string, key: string): AssistantSettings[] {
  const endpoint = `${url}/mcp`
  const authorization = `Bearer ${key}`
  return [
    {
      client: 'Over HTTP',
      where: 'Cursor, VS Code and others with headers',
      text: json({
        mcpServers: { letterlock: { url: endpoint, headers: { Authorization: authorization } } },
      }),
    },
    {
      client: 'Any client that starts a command (stdio)',
      where: INSTALLED,
      text: program(url, { LETTERLOCK_SECRET_KEY: key }),
    },
  ]
}
