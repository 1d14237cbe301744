import { useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@letterlock/sdk'
import { toastProblem } from '../../ui/toast-problem.ts'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'
import { ACTIONS, type Action } from './actions.ts'

/** Runs an action on one connection of the list, and shows the result. */
export function useRunAction(): (action: Action, connection: Connection) => void {
  const queries = useQueryClient()
  const run = async (action: Action, { id, account }: Connection): Promise<void> => {
    try {
      await ACTIONS[action](id)
      toast(texts.bulk.done[action](account.name))
    } catch (error) {
      toastProblem(error)
    } finally {
      await queries.invalidateQueries()
    }
  }
  return (action, connection) => void run(action, connection)
}
