/** A page that a client shows beside a tool's result (MCP Apps 2026-01-26). It holds no data: the client hands it the result. */
export interface AppView {
  readonly name: string
  /** With the scheme `ui:`. */
  readonly uri: string
  readonly title: string
  /** Its program in `pages/`. */
  readonly script: string
}

/** The type by which clients know it. */
export const APP_VIEW_TYPE = 'text/html;profile=mcp-app'

/** The extension's name in the capabilities. */
export const APPS_EXTENSION = 'io.modelcontextprotocol/ui'
