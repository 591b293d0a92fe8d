namespace ApprovalConsole.Domain.Answers;

/// <summary>What an agent's final answer needs before it is given out.</summary>
public enum AnswerNeeds
{
    /// <summary>It ends the run as it comes.</summary>
    Nothing,

    /// <summary>A person, where it holds an id or amount that stands in no evidence of ours, or where a call of the run was rejected or its outcome was unknown.</summary>
    Evidence,

    /// <summary>A person, always.</summary>
    Person,
}
