import type { Scope } from '@letterlock/sdk'
import { useState } from 'react'
import { Choice } from '../../ui/choice.tsx'
import { Fieldset } from '../../ui/fieldset.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { texts } from '../../words/index.ts'
import { PRESETS, presetScopes, SCOPE_GROUPS, type Preset } from './scope-groups.ts'

const words = texts.secretKeys

/** The scopes of a key: one of three presets, or chosen one by one. */
export function ScopeFields() {
  const [preset, setPreset] = useState<Preset | 'custom'>('application')
  const [last, setLast] = useState<Preset>('application')
  const choose = (next: Preset | 'custom'): void => {
    if (next !== 'custom') setLast(next)
    setPreset(next)
  }
  return (
    <Fieldset legend={words.scopes}>
      <div className="flex flex-col gap-3">
        <div className="-m-1 overflow-x-auto p-1">
          <Segmented
            label={words.scopes}
            value={preset}
            options={[...PRESETS, 'custom' as const].map((one) => [one, words.presets[one]] as const)}
            onChange={choose}
          />
        </div>
        {preset === 'custom' ? <Scopes chosen={new Set(presetScopes(last))} /> : <Summary preset={preset} />}
      </div>
    </Fieldset>
  )
}

function Summary({ preset }: { readonly preset: Preset }) {
  const scopes = presetScopes(preset)
  return (
    <p className="max-w-2xl text-sm text-muted-foreground">
      {preset === 'full' ? words.fullAccess : scopes.map((scope) => words.scopeNames[scope]).join('\u00A0· ')}
      {scopes.map((scope) => (
        <input key={scope} type="hidden" name={scope} value="on" />
      ))}
    </p>
  )
}

function Scopes({ chosen }: { readonly chosen: ReadonlySet<Scope> }) {
  return (
    <div className="grid gap-x-6 gap-y-3 tablet:grid-cols-2">
      {SCOPE_GROUPS.map(([group, scopes]) => (
        <div key={group} role="group" aria-label={words.groups[group]}>
          <p className="px-2 text-sm font-medium text-muted-foreground">{words.groups[group]}</p>
          {scopes.map((scope) => (
            <Choice key={scope} name={scope} defaultChecked={chosen.has(scope)}>
              {words.scopeNames[scope]}
            </Choice>
          ))}
        </div>
      ))}
    </div>
  )
}

export function chosenScopes(form: HTMLFormElement): Scope[] {
  const chosen = new FormData(form)
  return SCOPE_GROUPS.flatMap(([, scopes]) => scopes.filter((scope) => chosen.has(scope)))
}
