/** A page that a client shows beside a tool's result (MCP Apps 2026-01-26). It contains no data: the client passes the result to it. */
export interface AppView {
  readonly name: string
  /** The URI, with the scheme `ui:`. */
  readonly uri: string
  readonly title: string
  /** The file name of its script in `pages/`. */
  readonly script: string
}

/** The media type of a view. */
export const APP_VIEW_TYPE = 'text/html;profile=mcp-app'

/** The extension's name in the capabilities. */
export const APPS_EXTENSION = 'io.modelcontextprotocol/ui'
