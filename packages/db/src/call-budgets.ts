/** How many attempts may begin; 0: any number. */
export interface CallBudget {
  /** Within a hour of the clock. */
  callsPerHour: number;
  /** Within this hour and the 23 before. */
  callsPerDay: number;
}

export const NO_BUDGET: CallBudget = { callsPerHour: 0, callsPerDay: 0 };
