import type { accountTexts } from './en/accounts.ts'
import type { assistantTexts } from './en/assistants.ts'
import type { callTexts } from './en/calls.ts'
import type { connectionTexts } from './en/connections.ts'
import type { dataTexts } from './en/data.ts'
import type { eventTexts } from './en/events.ts'
import type { labelTexts } from './en/labels.ts'
import type { english } from './en/index.ts'
import type { memberTexts } from './en/members.ts'
import type { overviewTexts } from './en/overview.ts'
import type { englishPages } from './en/pages.ts'
import type { userTexts } from './en/users.ts'
import type { webhookTexts } from './en/webhooks.ts'
import type { workspaceTexts } from './en/workspace.ts'

type Widened<T> = T extends string
  ? string
  : T extends (...given: infer Given) => unknown
    ? (...given: Given) => string
    : { readonly [Name in keyof T]: Widened<T[Name]> }

/** The shape of every catalogue: the same keys, and functions with the same parameters. */
export type Words = FirstWords & PageWords
/** Texts of the first load: side bar, overview, connections, sign-in. */
export type FirstWords = Widened<typeof english>
/** Texts of pages that are loaded later. */
export type PageWords = Widened<typeof englishPages>

/* The parts of a catalogue, one per file. */
export type AccountWords = Widened<typeof accountTexts>
export type AssistantWords = Widened<typeof assistantTexts>
export type CallWords = Widened<typeof callTexts>
export type ConnectionWords = Widened<typeof connectionTexts>
export type DataWords = Widened<typeof dataTexts>
export type EventWords = Widened<typeof eventTexts>
export type LabelWords = Widened<typeof labelTexts>
export type MemberWords = Widened<typeof memberTexts>
export type OverviewWords = Widened<typeof overviewTexts>
export type UserWords = Widened<typeof userTexts>
export type WebhookWords = Widened<typeof webhookTexts>
export type WorkspaceWords = Widened<typeof workspaceTexts>
