import { EVENT_TYPES } from '@letterlock/server/event-types.ts'
import { Plus, X } from 'lucide-react'
import { useId, useState } from 'react'
import { Tag } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Fieldset } from '../../ui/fieldset.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { GroupedSelect } from '../../ui/select.tsx'
import { texts } from '../../words/index.ts'

const words = texts.webhooks
const KINDS = ['every', 'connections', 'chosen'] as const
type Kind = (typeof KINDS)[number]

interface EventFilterFieldProps {
  /** Event types, or their first parts; empty for every event. */
  readonly value: readonly string[]
}

/** The events of an endpoint: all, those of connections, or chosen types. */
export function EventFilterField({ value }: EventFilterFieldProps) {
  const [kind, setKind] = useState(() => kindOf(value))
  const [chosen, setChosen] = useState(value)
  const sent = kind === 'every' ? [] : kind === 'connections' ? ['connection'] : chosen
  return (
    <Fieldset legend={words.events}>
      <div className="flex flex-col gap-3 pt-0.5">
        <div className="-m-1 overflow-x-auto p-1">
          <Segmented
            label={words.events}
            value={kind}
            options={KINDS.map((one) => [one, words.eventKinds[one]] as const)}
            onChange={setKind}
          />
        </div>
        {kind === 'chosen' && <ChosenTypes chosen={chosen} onChange={setChosen} />}
        {sent.map((type) => (
          <input key={type} type="hidden" name="eventTypes" value={type} />
        ))}
      </div>
    </Fieldset>
  )
}

interface ChosenTypesProps {
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

function ChosenTypes({ chosen, onChange }: ChosenTypesProps) {
  const id = useId()
  const [next, setNext] = useState('')
  const groups = groupTypes(chosen)
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-wrap gap-1.5" aria-label={words.chosenTypes}>
        {chosen.map((type) => (
          <li key={type}>
            <Tag>
              <code>{type}</code>
              <button
                type="button"
                className="-mr-1 ml-0.5 grid size-6 place-items-center rounded-sm hover:text-foreground"
                aria-label={words.removeType(type)}
                onClick={() => onChange(chosen.filter((one) => one !== type))}
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </Tag>
          </li>
        ))}
      </ul>
      <div className="flex gap-2">
        <GroupedSelect
          id={id}
          className="min-w-0 flex-1!"
          aria-label={words.eventType}
          // At least one, because none would mean every event.
          required={chosen.length === 0}
          first={words.chooseType}
          value={next}
          groups={groups}
          onChange={(event) => setNext(event.target.value)}
        />
        <Button
          look="outline"
          icon={Plus}
          onClick={() => {
            if (next === '') return document.getElementById(id)?.focus()
            onChange([...chosen.filter((type) => !type.startsWith(`${next}.`)), next])
            setNext('')
          }}
        >
          {words.addType}
        </Button>
      </div>
    </div>
  )
}

function kindOf(value: readonly string[]): Kind {
  if (value.length === 0) return 'every'
  return value.length === 1 && value[0] === 'connection' ? 'connections' : 'chosen'
}

/** Grouped by their first part, which stands for the whole group, without types that are already chosen. */
function groupTypes(
  chosen: readonly string[],
): (readonly [group: string, options: readonly (readonly [value: string, name: string])[]])[] {
  const groups = Map.groupBy(EVENT_TYPES, (type) => type.slice(0, type.indexOf('.')))
  return [...groups]
    .filter(([group]) => !chosen.includes(group))
    .map(([group, types]) => [
      group,
      [
        [group, words.allOf(group)] as const,
        ...types.filter((type) => !chosen.includes(type)).map((type) => [type, type] as const),
      ],
    ])
}
