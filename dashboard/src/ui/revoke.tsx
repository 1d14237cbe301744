import { Confirm } from './confirm.tsx'

interface RevokeProps {
  /** What the row shows. */
  readonly name: string
  readonly words: {
    readonly revoke: string
    readonly revokeTitle: (name: string) => string
    readonly revokeText: string
  }
  readonly mutation: {
    readonly isPending: boolean
    readonly error: unknown
    readonly mutateAsync: () => Promise<unknown>
  }
}

/** The button of a row that revokes what the row shows, after a confirmation. */
export function Revoke({ name, words, mutation }: RevokeProps) {
  return (
    <Confirm
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
