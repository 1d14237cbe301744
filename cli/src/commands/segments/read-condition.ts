import type { SegmentConditionsInput } from '@letterlock/sdk'
import { InvalidArgumentError } from 'commander'

type Condition = SegmentConditionsInput['conditions'][number]

export const CONDITION_EXAMPLES =
  'such as “tag is VIP”, “field CITY is not Berlin”, “audience is Customers”, “email contains @letters.example”, “not opened 180 days”, “clicked campaign 5f3a”'

const BEHAVIOURS = ['received', 'opened', 'clicked'] as const

/** Longer operators first: “is not” begins with “is”. */
const OPS = [
  ['is not empty', 'is_not_empty'],
  ['is empty', 'is_empty'],
  ['does not contain', 'does_not_contain'],
  ['is not', 'is_not'],
  ['contains', 'contains'],
  ['is', 'is'],
] as const

/** Reads a condition as a user types it. @throws InvalidArgumentError */
export function readCondition(text: string): Condition {
  const line = text.trim().replaceAll(/\s+/g, ' ')
  const condition = readBehaviour(line) ?? readText(line)
  if (condition) return condition
  throw new InvalidArgumentError(`Write it as a condition, ${CONDITION_EXAMPLES}.`)
}

/** Such as “not opened 180 days”. */
function readBehaviour(line: string): Condition | undefined {
  const [, not, did, campaignId, days] =
    /^(not )?(received|opened|clicked) (?:campaign (\S+)|(\d{1,3}) days?)$/.exec(line) ?? []
  const by = BEHAVIOURS.find((one) => one === did)
  if (by === undefined) return undefined
  const op = not === undefined ? 'did' : 'did_not'
  return campaignId === undefined ? { by, op, days: Number(days) } : { by, op, campaignId }
}

/** Such as “field CITY is Berlin”. */
function readText(line: string): Condition | undefined {
  const [, by, field, rest = ''] = /^(tag|email|audience|field (\S+)) (.+)$/.exec(line) ?? []
  const found = OPS.find(([words]) => rest === words || rest.startsWith(`${words} `))
  if (by === undefined || !found) return undefined
  const [words, op] = found
  const value = rest.slice(words.length).trim()
  const isEmptyOp = op === 'is_empty' || op === 'is_not_empty'
  if (isEmptyOp !== (value === '')) return undefined
  const what = isEmptyOp ? { op } : { op, value }
  if (field !== undefined) return { by: 'field', field, ...what }
  const of = (['tag', 'audience'] as const).find((one) => one === by) ?? 'email'
  return { by: of, ...what }
}
