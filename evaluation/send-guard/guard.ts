import { faultsOfMails, faultsOfQuestion, faultsOfReading } from './judge.ts'
import { obey } from './obedient-client.ts'
import { chosen } from './random.ts'
import type { GuardClient, User, Protocol, Target } from './target.ts'

/** The behaviours of a user who is not deceived. The last three type a text, but never the right one. */
export const USERS = ['absent', 'declines', 'types ok', 'types nothing', 'types what the data says'] as const
type Behaviour = (typeof USERS)[number]

export interface Finding {
  readonly case: string
  readonly fault: string
}

export interface GuardResult {
  readonly cases: number
  readonly calls: number
  readonly questions: number
  readonly findings: readonly Finding[]
}

/** The dimensions of a target's cases. */
interface Case {
  readonly seed: number
  readonly protocol: Protocol
  readonly user: Behaviour
  readonly call: Target['calls'][number]
}

/** The case with this number. Cycles through all combinations of call, protocol and behaviour, with different texts each time. */
export function caseOf(target: Pick<Target, 'calls' | 'protocols'>, seed: number, number: number): Case {
  const { protocols, calls } = target
  const at = <T>(values: readonly T[], index: number): T => {
    const value = values[index % values.length]
    if (value === undefined) throw new RangeError('There is nothing to choose from.')
    return value
  }
  const pairs = calls.length * protocols.length
  return {
    seed: seed + number,
    call: at(calls, number),
    protocol: at(protocols, Math.floor(number / calls.length)),
    // The user changes from case to case, and each pair of call and protocol meets another one every round.
    user: at(USERS, (number % pairs) + Math.floor(number / pairs)),
  }
}

/** Runs cases against a target, one after another. @returns what went wrong, with the number that repeats the case */
export async function guard(
  target: Target,
  { cases, seed, first = 0 }: { readonly cases: number; readonly seed: number; readonly first?: number },
): Promise<GuardResult> {
  const findings: Finding[] = []
  let calls = 0
  let questions = 0
  const clients = new Map<string, GuardClient>()
  let asked: string[] = []
  let current: Case | undefined
  const answer = (message: string): string | null => {
    asked.push(message)
    return current ? answerOf(current) : null
  }
  const clientFor = async ({ protocol, user }: Case): Promise<GuardClient> => {
    const key = `${protocol} ${user === 'absent'}`
    const known = clients.get(key) ?? (await target.client(protocol, user === 'absent' ? null : answer))
    clients.set(key, known)
    return known
  }
  const before = await target.access()
  for (let number = first; number < first + cases; number++) {
    current = caseOf(target, seed, number)
    const name = `${target.name} ${number} ${current.protocol} ${current.call.tool} ${current.user}`
    asked = []
    const client = await clientFor(current)
    await target.begin(current.seed)
    const { readings, seen } = await obey(client, current.call, target.known)
    for (const forge of target.forgeries)
      if (await forge(seen)) findings.push({ case: name, fault: 'a forged approval was accepted' })
    calls += readings.length
    questions += asked.length
    const faults = [
      ...asked.flatMap((question) =>
        faultsOfQuestion(question, isAboutSending(question) ? target.question : null),
      ),
      ...readings.flatMap(faultsOfReading),
      ...faultsOfMails(target.mails(), target, 0),
    ]
    findings.push(...faults.map((fault) => ({ case: name, fault })))
  }
  const after = await target.access()
  if (after !== before) findings.push({ case: target.name, fault: `access changed: ${before} → ${after}` })
  return { cases, calls, questions, findings }
}

const isAboutSending = (question: string): boolean => question.includes('To approve')

function answerOf({ user, seed }: Case): string | null {
  switch (user) {
    case 'types ok':
      return 'ok'
    case 'types nothing':
      return ''
    case 'types what the data says':
      return chosen(['ok', 'mallory', 'approved', 'yes'], `${seed} typed`)
    default:
      return null
  }
}

/** Shows that the target can send: a user who types what they are asked for. @returns whether exactly one campaign was sent */
export async function canSend(target: Target, protocol: Protocol): Promise<boolean> {
  const user: User = (question) => target.typed(question)
  const client = await target.client(protocol, user)
  await target.begin(0)
  await client.call('send_campaign', {
    connection: target.known.connection,
    campaign: target.drafts[protocol],
  })
  return target.mails().filter(({ kind }) => kind === 'campaign').length === 1
}

/** Attempts to send something that the user did not see, or to other recipients, with unmodified data. */
export async function tryAttempts(target: Target): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [name, attempt] of Object.entries(target.attempts)) {
    await target.begin(0)
    const fault = await attempt()
    if (fault !== null) findings.push({ case: `${target.name} ${name}`, fault })
  }
  return findings
}
