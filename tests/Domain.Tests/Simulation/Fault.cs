namespace ApprovalConsole.Domain.Tests.Simulation;

/// <summary>What goes wrong in the simulated world, or is done to the console on purpose.</summary>
internal enum Fault
{
    ModelHallucinates,
    ModelBreaksSchema,
    ModelLoops,
    ModelInsists,
    ModelOverspends,
    ModelHangs,
    ModelFails,
    ModelSaysNothing,
    UsageNotReported,

    ToolRefuses,
    ToolReportsError,
    ToolTimesOut,
    ToolDiesBeforeTheEffect,
    ToolDiesAfterTheEffect,
    ToolAnswersLate,
    ProbeSaysNothing,

    ReviewerClicksTwice,
    ReviewerSeesAStaleView,
    ReviewerAskedForTheRun,
    ReviewerIsForgotten,
    RulingIsWrong,
    DecisionIsForged,

    PersonIsBlocked,
    SwitchIsPressed,
    PolicyChanges,
    DefinitionChanges,
    RunIsCancelled,

    CrashBeforeCommit,
    CrashAfterCommit,
    CrashBeforeAnswer,
    CrashWhileOut,
    OtherActivation,
    OldProcessLivesOn,
    ClockJumps,
    JournalIsAdopted,
}
