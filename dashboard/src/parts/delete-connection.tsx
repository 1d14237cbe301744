import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection, DeletedConnection } from '@letterlock/sdk'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { Confirm } from './confirm-dialog.tsx'

/** Asks before it deletes, and passes the result on: afterwards there is no connection to show it with. */
export function DeleteConnection({
  connection,
  onDeleted,
}: {
  readonly connection: Connection
  readonly onDeleted: (report: DeletedConnection) => void
}) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => server.deleteConnection(connection.id),
    async onSuccess(report) {
      onDeleted(report)
      queries.removeQueries({ queryKey: ['connection', connection.id] })
      await queries.invalidateQueries()
    },
  })
  const words = texts.connection
  return (
    <Confirm
      label={words.delete}
      title={words.deleteTitle(connection.account.name)}
      text={words.deleteText}
      yes={words.delete}
      no={texts.cancel}
      busy={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutateAsync()}
    />
  )
}

/** The result of deleting a connection. */
export function Deleted({
  report: { detail, authorizedAppsUrl },
  provider,
}: {
  readonly report: DeletedConnection
  readonly provider: string
}) {
  const words = texts.connection
  return (
    <div className="report" role="status">
      <h1>{words.deleted}</h1>
      <p>{detail}</p>
      {authorizedAppsUrl && (
        <a className="button" href={authorizedAppsUrl} target="_blank" rel="noreferrer">
          {words.manageApps(provider)}
        </a>
      )}
    </div>
  )
}
