import { useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { texts } from '../../words/index.ts'
import { useProviderName } from '../providers/providers.ts'
import { taskOf, useBulk } from './use-bulk.ts'

type Destructive = 'disconnect' | 'delete'

/** Asks before connections are disconnected or deleted; `onDone` runs afterwards. */
export type Ask = (action: Destructive, connections: readonly Connection[], onDone?: () => void) => void

interface Asked {
  readonly action: Destructive
  readonly connections: readonly Connection[]
  readonly onDone: () => void
}

const NOTHING: Asked = { action: 'disconnect', connections: [], onDone: () => undefined }

export function useAsk(): { readonly ask: Ask; readonly dialog: ReactNode } {
  const dialog = useRef<HTMLDialogElement>(null)
  const queries = useQueryClient()
  const providerName = useProviderName()
  const [asked, setAsked] = useState(NOTHING)
  const { running, run, stop } = useBulk()
  const ask: Ask = useCallback((action, connections, onDone = NOTHING.onDone) => {
    setAsked({ action, connections, onDone })
    dialog.current?.showModal()
  }, [])
  const { action, connections, onDone } = asked
  const confirm = async (): Promise<void> => {
    await run(taskOf(action), connections)
    dialog.current?.close()
    onDone()
    await queries.invalidateQueries()
  }
  return {
    ask,
    dialog: (
      <ConfirmDialog
        dialog={dialog}
        {...questionOf(asked, providerName)}
        busy={running !== null}
        progress={running && running.total > 1 ? texts.bulk.progress(running.done, running.total) : undefined}
        onClose={stop}
        onYes={() => void confirm()}
      />
    ),
  }
}

/** What the dialog says. One connection is named, several are counted. */
function questionOf({ action, connections }: Asked, providerName: (provider: string) => string) {
  const { connection: words, bulk } = texts
  const [only] = connections.length === 1 ? connections : []
  const count = connections.length
  if (action === 'delete')
    return only
      ? { title: words.deleteTitle(only.account.name), text: words.deleteText, yes: words.delete }
      : { title: bulk.deleteTitle(count), text: bulk.deleteText, yes: bulk.deleteYes(count) }
  return only
    ? {
        title: words.disconnectTitle(only.account.name),
        text: words.disconnectText(providerName(only.provider)),
        yes: words.disconnect,
      }
    : { title: bulk.disconnectTitle(count), text: bulk.disconnectText, yes: bulk.disconnectYes(count) }
}
