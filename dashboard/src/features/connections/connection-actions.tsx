import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { Activity, PlugZap, RefreshCw, type LucideIcon } from 'lucide-react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { texts } from '../../words/index.ts'
import { useConnect } from '../connect/use-connect.ts'

/** Check, refresh, reconnect. Where something is broken, reconnecting is the primary button. */
export function ConnectionActions({ connection }: { readonly connection: Connection }) {
  const { id, provider, status, activeCredential, nextRefreshAt } = connection
  const words = texts.connection
  const connect = useConnect()
  const check = useAction(id, server.checkConnection)
  const refresh = useAction(id, server.refreshConnection)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {activeCredential !== null && (
          <ActionButton icon={Activity} action={check}>
            {words.check}
          </ActionButton>
        )}
        {nextRefreshAt !== null && (
          <ActionButton icon={RefreshCw} action={refresh}>
            {words.refresh}
          </ActionButton>
        )}
        <Button
          look={status === 'connected' ? 'outline' : 'primary'}
          icon={PlugZap}
          busy={connect.isPending}
          onClick={() => connect.mutate({ provider, connection })}
        >
          {words.reconnect}
        </Button>
      </div>
      <Problem error={check.error ?? refresh.error ?? connect.error} />
    </div>
  )
}

function useAction(id: string, action: (id: string) => Promise<Connection>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => action(id),
    onSuccess: (changed) => void queries.setQueryData(['connection', id], changed),
    // A failure is recorded with the connection too.
    onError: () => queries.invalidateQueries({ queryKey: ['connection', id] }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['events'] }),
  })
}

interface ActionButtonProps {
  readonly icon: LucideIcon
  readonly action: ReturnType<typeof useAction>
  readonly children: string
}

function ActionButton({ icon, action, children }: ActionButtonProps) {
  return (
    <Button look="outline" icon={icon} busy={action.isPending} onClick={() => action.mutate()}>
      {children}
    </Button>
  )
}
