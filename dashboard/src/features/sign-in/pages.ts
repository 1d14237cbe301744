/** The pages of users who are not signed in, loaded together. */
export { AcceptInvitationPage } from './accept-invitation-page.tsx'
export { ForgotPasswordPage } from './forgot-password-page.tsx'
export { ResetPasswordPage } from './reset-password-page.tsx'
export { SetupPage } from './setup-page.tsx'
export { SignInPage } from './sign-in-page.tsx'
