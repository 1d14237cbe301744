import type { Scope } from '@letterlock/sdk'
import { Choice } from '../../ui/choice.tsx'
import { Fieldset } from '../../ui/fieldset.tsx'
import { texts } from '../../words/index.ts'
import { SCOPE_GROUPS } from './scope-groups.ts'

const words = texts.secretKeys
/** What an application needs to connect the accounts of its end users and to use them. */
const DEFAULT_SCOPES: ReadonlySet<Scope> = new Set([
  'connect_sessions:write',
  'connections:read',
  'proxy:use',
  'tokens:read',
])

/** What a key may do, in groups; preset for an application. */
export function ScopeFields() {
  return (
    <Fieldset legend={words.scopes}>
      <div className="grid gap-x-6 gap-y-3 tablet:grid-cols-2">
        {SCOPE_GROUPS.map(([group, scopes]) => (
          <div key={group} role="group" aria-label={words.groups[group]}>
            <p className="px-2 text-sm font-medium text-muted-foreground">{words.groups[group]}</p>
            {scopes.map((scope) => (
              <Choice key={scope} name={scope} defaultChecked={DEFAULT_SCOPES.has(scope)}>
                {words.scopeNames[scope]}
              </Choice>
            ))}
          </div>
        ))}
      </div>
    </Fieldset>
  )
}

export function chosenScopes(form: HTMLFormElement): Scope[] {
  const chosen = new FormData(form)
  return SCOPE_GROUPS.flatMap(([, scopes]) => scopes.filter((scope) => chosen.has(scope)))
}
