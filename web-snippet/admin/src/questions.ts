// Questions that may be under way together, whose answers may come in another order.

export class Questions {
  private asked = 0;
  private answered = 0;

  /** To be called with each question; what comes back tells of its answer whether a later question's came before it. */
  ask(): () => boolean {
    const number = ++this.asked;
    return () => {
      const isLate = number < this.answered;
      this.answered = Math.max(this.answered, number);
      return isLate;
    };
  }
}
