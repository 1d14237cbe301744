import type { SecretKey } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { Tag } from '../../ui/badge.tsx'
import { Revoke } from '../../ui/revoke.tsx'
import { Row } from '../../ui/row.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { SCOPE_GROUPS } from './scope-groups.ts'

const SCOPE_COUNT = SCOPE_GROUPS.flatMap(([, scopes]) => [...scopes]).length

/** One secret key, and the button that revokes it. */
export function SecretKeyRow({ secretKey }: { readonly secretKey: SecretKey }) {
  const { id, name, prefix, scopes, createdAt, lastUsedAt, revokedAt } = secretKey
  const words = texts.secretKeys
  return (
    <Row
      actions={
        revokedAt ? (
          <Tag>{words.revoked}</Tag>
        ) : (
          <Revoke name={name} words={words} revoke={() => server.revokeSecretKey(id)} queryKey={['keys']} />
        )
      }
    >
      <h2 className="flex flex-wrap items-center gap-x-2 text-base">
        {name} <code className="text-xs font-normal text-muted-foreground">{prefix}…</code>
      </h2>
      <p className="text-sm text-muted-foreground">
        {words.created} <When at={createdAt} /> · {lastUsedAt ? words.lastUsed : words.neverUsed}{' '}
        {lastUsedAt && <When at={lastUsedAt} />}
      </p>
      <ul className="mt-1.5 flex flex-wrap gap-1">
        {scopes.length === SCOPE_COUNT && (
          <li>
            <Tag>{words.allScopes}</Tag>
          </li>
        )}
        {(scopes.length === SCOPE_COUNT ? [] : scopes).map((scope) => (
          <li key={scope} title={words.scopeNames[scope]}>
            <Tag>{scope}</Tag>
          </li>
        ))}
      </ul>
    </Row>
  )
}
