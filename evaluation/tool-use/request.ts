import type { ToolResult } from '@letterlock/testing/mcp-client.ts'
import type { AudienceTruth, CampaignTruth, Truth } from './truth/truth.ts'

/** Something that a marketer asks for, and how a sensible assistant goes about it: scripted, so that it needs no model and no network. */
export interface Request {
  readonly ask: string
  /** Calls tools and compares what they answer with the truth. @throws AssertionError if the answer misleads */
  serve(attempt: Attempt): Promise<void>
  /** Takes a call for each part of what is imported. */
  readonly isImport?: true
}

/** One request in one account. */
export interface Attempt {
  readonly provider: string
  /** What the server tells a client about itself. */
  readonly instructions: string
  /**
   * Calls a tool, for the account unless it is about all of them.
   * @throws NotAtProvider if the answer says that the provider has none of it
   */
  call(tool: string, args?: Record<string, unknown>): Promise<ToolResult>
  truth(): Truth
  now(): number
  /** The audience that every account has. */
  readonly newsletter: AudienceTruth
  /** The campaigns that were sent, newest first. */
  sent(): CampaignTruth[]
}

/** The provider does not have what was asked for, and the answer says so. */
export class NotAtProvider extends Error {}

/** Assistants may not do it; the answer names the command that does. */
export class ForTheUser extends Error {}
