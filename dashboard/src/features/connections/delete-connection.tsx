import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Connection, DeletedConnection } from '@letterlock/sdk'
import { Trash2 } from 'lucide-react'
import { server } from '../../api.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { texts } from '../../words/index.ts'
import { ManageApps } from './disconnect.tsx'

interface DeleteConnectionProps {
  readonly connection: Connection
  readonly onDeleted: (report: DeletedConnection) => void
}

/** Asks before it deletes, and passes on the result, since the connection's page no longer exists. */
export function DeleteConnection({ connection, onDeleted }: DeleteConnectionProps) {
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
    <ConfirmButton
      icon={Trash2}
      label={words.delete}
      title={words.deleteTitle(connection.account.name)}
      text={words.deleteText}
      yes={words.delete}
      busy={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutateAsync()}
    />
  )
}

interface DeletedProps {
  readonly report: DeletedConnection
  readonly provider: string
}

/** The result of deleting a connection. */
export function Deleted({ report: { detail, authorizedAppsUrl }, provider }: DeletedProps) {
  return (
    <Page title={texts.connection.deleted}>
      <Notice role="status">
        <p>{detail}</p>
        {authorizedAppsUrl && <ManageApps url={authorizedAppsUrl} provider={provider} />}
      </Notice>
      <p>
        <Link to="/connections">{texts.connection.back}</Link>
      </p>
    </Page>
  )
}
