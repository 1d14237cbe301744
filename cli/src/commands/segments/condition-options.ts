import type { SegmentConditionsInput } from '@letterlock/sdk'
import type { Command } from 'commander'
import { collect } from '../../collect.ts'
import { CONDITION_EXAMPLES, readCondition } from './read-condition.ts'

export interface ConditionOptions {
  readonly where: SegmentConditionsInput['conditions']
  readonly any?: boolean
}

export function addConditionOptions(command: Command): Command {
  return command
    .option(
      '--where <condition>',
      `a condition, ${CONDITION_EXAMPLES}; repeat for more`,
      collect(readCondition),
      [],
    )
    .option('--any', 'contacts that meet any of the conditions; without it, all of them')
}

export function conditionsOf({ where, any = false }: ConditionOptions): SegmentConditionsInput {
  return { match: any ? 'any' : 'all', conditions: [...where] }
}
