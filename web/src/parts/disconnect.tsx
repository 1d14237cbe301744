import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/client'
import { useRef } from 'react'
import { hub } from '../hub.ts'
import { texts } from '../texts.ts'
import { Problem } from './problem.tsx'

/** Asks before it cuts, and tells afterwards what could not be done from here. */
export function Disconnect({
  connection,
  platform,
}: {
  readonly connection: Connection
  readonly platform: string
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const queries = useQueryClient()
  const cut = useMutation({
    mutationFn: () => hub.disconnect(connection.id),
    async onSettled() {
      dialog.current?.close()
      await queries.invalidateQueries()
    },
  })
  const words = texts.connection
  return (
    <>
      {cut.data && (
        <div className="report" role="status">
          <h2>{words.cutTitle}</h2>
          <p>{cut.data.detail}</p>
          {cut.data.removalUrl && (
            <a className="button" href={cut.data.removalUrl} target="_blank" rel="noreferrer">
              {words.removal(platform)}
            </a>
          )}
        </div>
      )}
      <Problem error={cut.error} />
      {connection.credential !== null && (
        <button className="danger" onClick={() => dialog.current?.showModal()}>
          {words.disconnect}
        </button>
      )}
      <dialog ref={dialog} aria-labelledby="disconnect-title">
        <h2 id="disconnect-title">{words.confirmTitle(connection.account.name)}</h2>
        <p>{words.confirmText}</p>
        <div className="actions">
          <button className="danger" disabled={cut.isPending} onClick={() => cut.mutate()}>
            {words.confirmYes}
          </button>
          <button className="quiet" autoFocus onClick={() => dialog.current?.close()}>
            {words.confirmNo}
          </button>
        </div>
      </dialog>
    </>
  )
}
