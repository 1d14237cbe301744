import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmButton } from './confirm-button.tsx'

interface RevokeProps {
  /** The name of the item. */
  readonly name: string
  readonly words: {
    readonly revoke: string
    readonly revokeTitle: (name: string) => string
    readonly revokeText: string
  }
  readonly revoke: () => Promise<unknown>
  /** The query key of the list, which is refetched. */
  readonly queryKey: readonly string[]
}

/** A button that revokes the item of its row, after a confirmation. */
export function Revoke({ name, words, revoke, queryKey }: RevokeProps) {
  const queries = useQueryClient()
  const mutation = useMutation({
    mutationFn: revoke,
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
  return (
    <ConfirmButton
      size="small"
      label={
        <>
          {words.revoke}
          <span className="sr-only"> {name}</span>
        </>
      }
      title={words.revokeTitle(name)}
      text={words.revokeText}
      yes={words.revoke}
      busy={mutation.isPending}
      error={mutation.error}
      onYes={() => mutation.mutateAsync()}
    />
  )
}
