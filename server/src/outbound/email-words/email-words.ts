import type { Locale } from '../../kernel/locale.ts'
import type { AlertTitle } from './alert-title.ts'

export type TitleWords = {
  readonly [Kind in AlertTitle['kind']]: (title: Extract<AlertTitle, { kind: Kind }>) => string
}

/** Texts of the emails that users get, in one language. */
export interface EmailWords {
  readonly locale: Locale
  readonly invitation: {
    readonly subject: (inviter: string, workspace: string) => string
    readonly text: (inviter: string, workspace: string) => string
    readonly accept: string
    readonly ignore: string
  }
  readonly passwordReset: {
    readonly subject: string
    readonly text: (email: string) => string
    readonly choose: string
    readonly ignore: string
  }
  readonly alert: AlertWords
  readonly sendRequest: SendRequestWords
}

export interface AlertWords {
  readonly titles: TitleWords
  /** The first sentence. */
  readonly text: (title: string, workspace: string) => string
  readonly example: (detail: string) => string
  readonly resolved: (title: string) => string
  readonly resolvedText: (title: string, workspace: string) => string
  readonly nothingToDo: string
  /** How to get fewer of them. */
  readonly turnOff: (url: string) => string
  readonly webhookEndpoint: {
    readonly gone: string
    readonly failing: string
    readonly nextStep: string
  }
  readonly clientSecret: {
    readonly added: (date: string) => string
    readonly nextStep: (provider: string) => string
  }
}

export interface SendRequestWords {
  readonly subject: string
  /** @param name of the assistant or the secret key, in quotes; null: unknown */
  readonly byAssistant: (name: string | null) => string
  readonly bySecretKey: (name: string | null) => string
  readonly review: (until: string) => string
  /** Between a time and the same time in another zone. */
  readonly thatIs: string
  readonly facts: {
    readonly campaign: string
    readonly from: string
    readonly to: string
    readonly when: string
    readonly subject: string
    readonly preview: string
    readonly content: string
    readonly links: string
    readonly plainText: string
    readonly outlook: string
  }
  /** @param account both in quotes, the provider’s slug in brackets */
  readonly campaignOf: (campaign: string, account: string) => string
  readonly defaultSender: string
  readonly segment: (name: string) => string
  readonly contacts: (count: number | null, atMost: boolean) => string
  readonly now: string
  readonly noLinks: string
  readonly linksUnknown: string
  readonly andOthers: (count: number) => string
}
