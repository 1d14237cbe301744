import type { Locale } from '../kernel/locale.ts'
import type { AlertTitle } from '../outbound/email-words/alert-title.ts'
import { EMAIL_WORDS } from '../outbound/email-words/index.ts'
import { sayAlertTitle } from '../outbound/email-words/say-alert-title.ts'
import type { AlertGroup } from './alert.ts'

export interface AlertMessage {
  readonly subject: string
  readonly text: string
}

/** A message in each language. */
export type MessageIn = (locale: Locale) => AlertMessage

/** The texts about the subject of an alert. */
export interface AlertSubject {
  readonly title: AlertTitle
  /** Why, and what to do. */
  readonly detail: (locale: Locale) => string
  readonly nextStep: (locale: Locale) => string | null
  /** The page on which a user can resolve it. */
  readonly url: string
}

/** An alert about connections that fail for the same reason, for email and for an incoming webhook. */
export function alertMessage(workspace: string, { count }: AlertGroup, subject: AlertSubject): MessageIn {
  return (locale) => {
    const words = EMAIL_WORDS[locale].alert
    const title = sayAlertTitle(subject.title, locale)
    const detail = subject.detail(locale)
    const why = count === 1 ? detail : words.example(detail)
    return {
      subject: `${title} · ${workspace}`,
      text: `${words.text(title, workspace)}\n\n${[why, subject.nextStep(locale)].filter(Boolean).join(' ')}\n\n${subject.url}\n`,
    }
  }
}

/** The message that an alert is resolved. */
export function recoveryMessage(workspace: string, past: AlertTitle): MessageIn {
  return (locale) => {
    const { resolved, resolvedText, nothingToDo } = EMAIL_WORDS[locale].alert
    const title = sayAlertTitle(past, locale)
    return {
      subject: `${resolved(title)} · ${workspace}`,
      text: `${resolvedText(title, workspace)}\n\n${nothingToDo}\n`,
    }
  }
}

/** How to get fewer of them; only in emails. */
export const turnOffHint = (publicUrl: string, locale: Locale): string =>
  `\n${EMAIL_WORDS[locale].alert.turnOff(`${publicUrl}/profile`)}\n`
