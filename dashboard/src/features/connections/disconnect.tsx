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
      <p>{report.detail}</p>
      {report.authorizedAppsUrl && <ManageApps url={report.authorizedAppsUrl} provider={provider} />}
    </Notice>
  )
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
