import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SecretKey } from '@letterlock/sdk'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { Confirm } from './confirm-dialog.tsx'
import { When } from './when.tsx'

/** One secret key, and the button that revokes it. */
export function SecretKeyCard({ secretKey }: { readonly secretKey: SecretKey }) {
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => server.revokeKey(secretKey.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  const { name, prefix, scopes, createdAt, lastUsedAt, revokedAt } = secretKey
  const words = texts.secretKeys
  return (
    <li className="card">
      <h2>{name}</h2>
      <p>
        <code>{prefix}…</code>
      </p>
      <p className="soft">
        {words.created} <When at={createdAt} /> · {lastUsedAt ? words.lastUsed : words.neverUsed}{' '}
        {lastUsedAt && <When at={lastUsedAt} />}
      </p>
      <p>{scopes.map((scope) => words.scopeNames[scope]).join(' · ')}</p>
      {revokedAt ? (
        <p className="soft">{words.revoked}</p>
      ) : (
        <Confirm
          label={
            <>
              {words.revoke}
              <span className="hidden"> {name}</span>
            </>
          }
          title={words.revokeTitle(name)}
          text={words.revokeText}
          yes={words.revoke}
          no={texts.cancel}
          busy={revoke.isPending}
          error={revoke.error}
          onYes={() => revoke.mutateAsync()}
        />
      )}
    </li>
  )
}
