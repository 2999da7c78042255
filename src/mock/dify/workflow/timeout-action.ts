/** Stands for the button of a form that nobody has filled in in time. */
export const TIMEOUT_ACTION = '__timeout'
