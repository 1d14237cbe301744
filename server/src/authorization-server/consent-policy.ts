import { interactionPolicy } from 'oidc-provider'

/** Only the dashboard's session identifies the user; a session of oidc-provider never does. */
export function consentPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  policy.get('login')?.checks.add(
    new Check('each_time', 'the user must be asked', ({ oidc }) => {
      if (oidc.result?.login) return Check.NO_NEED_TO_PROMPT
      const session = oidc.session as { accountId?: string; touched?: boolean } | undefined
      // Otherwise another user of the same browser would have to end an invisible session first.
      if (session) {
        delete session.accountId
        session.touched = true
      }
      return Check.REQUEST_PROMPT
    }),
  )
  policy
    .get('consent')
    ?.checks.add(
      new Check('each_time', 'the user must consent', ({ oidc }) =>
        oidc.result?.['consent'] ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    )
  return policy
}
