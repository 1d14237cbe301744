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
  const { running, run } = useBulk()
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
  const words = texts.connection
  const [only] = connections.length === 1 ? connections : []
  const count = connections.length
  return {
    ask,
    dialog: (
      <ConfirmDialog
        dialog={dialog}
        title={
          action === 'delete'
            ? only
              ? words.deleteTitle(only.account.name)
              : texts.bulk.deleteTitle(count)
            : only
              ? words.disconnectTitle(only.account.name)
              : texts.bulk.disconnectTitle(count)
        }
        text={
          action === 'delete'
            ? words.deleteText
            : only
              ? words.disconnectText(providerName(only.provider))
              : texts.bulk.disconnectText
        }
        yes={
          action === 'delete'
            ? only
              ? words.delete
              : texts.bulk.deleteYes(count)
            : only
              ? words.disconnect
              : texts.bulk.disconnectYes(count)
        }
        busy={running !== null}
        onYes={() => void confirm()}
      />
    ),
  }
}
