/** What a button is to the screen: the one next thing, something beside it, a quiet one, or one that destroys. */
export type ButtonVariant = 'primary' | 'secondary' | 'plain' | 'danger';

const SHARED =
  'touch-target inline-flex items-center justify-center gap-2 rounded-8 border px-4 py-2 text-center font-bold leading-snug no-underline transition-colors duration-150';

const LOOKS: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-action text-action-text hover:bg-action-hover',
  secondary: 'border-action bg-surface-raised text-action hover:bg-action-soft',
  plain: 'border-transparent bg-transparent text-action underline underline-offset-4 hover:bg-action-soft',
  danger: 'border-danger bg-surface-raised text-danger hover:bg-danger-soft',
};

const DISABLED = 'border-transparent bg-surface-sunken text-muted';

/** The classes of a button; `wide` fills the width of a phone. */
export function computeButtonClasses(variant: ButtonVariant, wide: boolean, disabled = false): string {
  return [SHARED, disabled ? DISABLED : LOOKS[variant], wide ? 'w-full md:w-auto md:min-w-48' : ''].join(' ');
}
