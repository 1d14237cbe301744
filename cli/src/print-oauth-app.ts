import type { OAuthApp } from '@letterlock/sdk'
import { formatTime } from './format-time.ts'
import { paint, print, printJson } from './output.ts'

export function printOAuthApp(app: OAuthApp, json: boolean): void {
  if (json) return printJson(app)
  const { id, provider, name, clientId, redirectUri, clientSecrets } = app
  print(paint('bold', name))
  const lines = [
    ['ID', id],
    ['Provider', provider],
    ['Client ID', clientId],
    ['Redirect URI', redirectUri],
    ...clientSecrets.map((secret) => ['Secret', `${secret.id}, added ${formatTime(secret.createdAt)}`]),
  ]
  for (const [label = '', value = ''] of lines) print(`  ${label.padEnd(14)}${value}`)
}
