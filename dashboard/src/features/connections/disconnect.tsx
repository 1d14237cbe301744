import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { ExternalLink, Unplug } from 'lucide-react'
import { server } from '../../api.ts'
import { buttonClass } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { texts } from '../../words/index.ts'

interface DisconnectProps {
  readonly connection: Connection
  readonly provider: string
}

/** Asks before it disconnects. */
export function Disconnect({ connection, provider }: DisconnectProps) {
  const queries = useQueryClient()
  const disconnect = useMutation({
    mutationFn: () => server.disconnectConnection(connection.id),
    onSettled: () => queries.invalidateQueries(),
  })
  const words = texts.connection
  if (connection.activeCredential === null) return null
  return (
    <ConfirmButton
      icon={Unplug}
      label={words.disconnect}
      title={words.disconnectTitle(connection.account.name)}
      text={words.disconnectText(provider)}
      yes={words.disconnect}
      busy={disconnect.isPending}
      error={disconnect.error}
      onYes={() => disconnect.mutateAsync()}
    />
  )
}

/** What was done, and what remains to be done at the provider. It stays until the connection is reconnected. */
export function DisconnectReport({ connection, provider }: DisconnectProps) {
  const report = connection.disconnectResult
  const words = texts.connection
  if (report === null) return null
  return (
    <Notice role="status">
      <p className="font-medium">{words.disconnected}</p>
      <p>{reportInWords(report, provider)}</p>
      {report.authorizedAppsUrl && <ManageApps url={report.authorizedAppsUrl} provider={provider} />}
    </Notice>
  )
}

/** What was deleted here, and what that means at the provider. */
function reportInWords(report: NonNullable<Connection['disconnectResult']>, provider: string): string {
  const words = texts.connection.disconnectReport
  const [deleted] = report.deletedCredentials
  if (deleted === undefined) return words.nothing
  const done = deleted === 'api_key' ? words.apiKey(provider) : words[report.providerRevocation](provider)
  return report.activeCredential === 'api_key' ? `${done} ${words.apiKeyUsed}` : done
}

export function ManageApps({ url, provider }: { readonly url: string; readonly provider: string }) {
  return (
    <a
      className={`${buttonClass({ look: 'outline', size: 'small' })} mt-2`}
      href={url}
      target="_blank"
      rel="noreferrer"
    >
      {texts.connection.manageApps(provider)} <ExternalLink aria-hidden className="size-3.5" />
    </a>
  )
}
