/** Texts of the emails that users get. */
export interface EmailWords {
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
}
