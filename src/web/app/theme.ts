import type { ThemeConfig } from 'antd'

/** For who asks the system for less movement. With none at all, dialogues lose the focus of their first field. */
const stillness = { motionDurationFast: '1ms', motionDurationMid: '1ms', motionDurationSlow: '1ms' }

/** Colours meet WCAG AA on white. */
export const theme: ThemeConfig = {
  token: {
    ...(matchMedia('(prefers-reduced-motion: reduce)').matches ? stillness : {}),
    colorPrimary: '#1d4f91',
    colorError: '#b3141a',
    colorSuccess: '#1b6e35',
    colorWarning: '#8a5a00',
    colorTextSecondary: '#595959',
    colorTextTertiary: '#595959',
    colorTextDescription: '#595959',
    colorTextPlaceholder: '#737373',
    colorLink: '#1d4f91',
    // Made from the dark colours above, these would be dull.
    colorSuccessBg: '#e6f4ea',
    colorSuccessBorder: '#9fd0ae',
    colorWarningBg: '#fff6dd',
    colorWarningBorder: '#e3c46f',
    colorErrorBg: '#fdecec',
    colorErrorBorder: '#eaa5a8',
    colorInfoBg: '#eaf1fb',
    colorInfoBorder: '#a9c3e6',
    colorInfo: '#1d4f91',
    borderRadius: 4,
    // What is read only, as by the auditor, has to be read.
    colorTextDisabled: '#6b6b6b',
    fontFamily: 'var(--font)',
  },
}
