import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { Confirm } from './confirm-dialog.tsx'

/** Asks before it disconnects, and shows what remains to be done at the provider. */
export function Disconnect({
  connection,
  provider,
}: {
  readonly connection: Connection
  readonly provider: string
}) {
  const queries = useQueryClient()
  const disconnect = useMutation({
    mutationFn: () => server.disconnect(connection.id),
    onSettled: () => queries.invalidateQueries(),
  })
  const words = texts.connection
  // The result stays with the connection until it is reconnected.
  const report = connection.disconnectResult
  return (
    <>
      {report && (
        <div className="report" role="status">
          <h2>{words.disconnected}</h2>
          <p>{report.detail}</p>
          {report.authorizedAppsUrl && (
            <a className="button" href={report.authorizedAppsUrl} target="_blank" rel="noreferrer">
              {words.manageApps(provider)}
            </a>
          )}
        </div>
      )}
      {connection.activeCredential !== null && (
        <Confirm
          label={words.disconnect}
          title={words.disconnectTitle(connection.account.name)}
          text={words.disconnectText(provider)}
          yes={words.disconnect}
          no={texts.cancel}
          busy={disconnect.isPending}
          error={disconnect.error}
          onYes={() => disconnect.mutateAsync()}
        />
      )}
    </>
  )
}
