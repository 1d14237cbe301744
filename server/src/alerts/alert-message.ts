import type { AlertGroup } from './alert.ts'

export interface AlertMessage {
  readonly subject: string
  readonly text: string
}

/** What an alert is about, in words. */
export interface AlertSubject {
  /** Such as “12 Acme Mail accounts are disconnected”. */
  readonly title: string
  /** Why, and what to do. */
  readonly detail: string
  readonly nextStep: string | null
  /** Where it is repaired. */
  readonly url: string
}

/** An alert about connections that fail for the same reason, for email and for an incoming webhook. */
export function alertMessage(workspace: string, { count }: AlertGroup, subject: AlertSubject): AlertMessage {
  const { title, detail, nextStep, url } = subject
  const why = count === 1 ? detail : `For example: ${detail}`
  return {
    subject: `${title} · ${workspace}`,
    text: `${title} in ${workspace}.\n\n${[why, nextStep].filter(Boolean).join(' ')}\n\n${url}\n`,
  }
}

/** It is well again. */
export function recoveryMessage(workspace: string, title: string): AlertMessage {
  return {
    subject: `Resolved: ${title} · ${workspace}`,
    text: `This is resolved in ${workspace}: ${title}.\n\nNothing needs to be done.\n`,
  }
}

/** How to get fewer of them; only in emails. */
export const turnOffHint = (publicUrl: string): string =>
  `\nTurn these emails off in your profile: ${publicUrl}/profile\n`
