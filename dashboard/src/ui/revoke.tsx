import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmButton } from './confirm-button.tsx'

interface RevokeProps {
  /** What the row shows. */
  readonly name: string
  readonly words: {
    readonly revoke: string
    readonly revokeTitle: (name: string) => string
    readonly revokeText: string
  }
  readonly revoke: () => Promise<unknown>
  /** Of the list, which is read again. */
  readonly queryKey: readonly string[]
}

/** The button of a row that revokes what the row shows, after a confirmation. */
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
