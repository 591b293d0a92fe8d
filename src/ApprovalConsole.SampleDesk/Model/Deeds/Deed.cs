using ApprovalConsole.SampleDesk.Model.Reading;

namespace ApprovalConsole.SampleDesk.Model.Deeds;

/// <summary>The one thing about a task that matters to the world, and how the model argues for it.</summary>
internal abstract record Deed(string Tool)
{
    /// <summary>What it is, after "I": "refund 120.00 USD on order #W881".</summary>
    public abstract string What { get; }

    public abstract Call First { get; }

    /// <summary>The call again, with what was wrong put right; null where the model knows no better.</summary>
    public virtual Call? Corrected(Exchange last, IReadOnlyList<Finding> errors) => null;

    /// <summary>The call again, as a reviewer wished.</summary>
    public abstract Call Revised(Exchange last, string wish);

    /// <summary>What happened, from the receipt: never from what was asked for.</summary>
    public abstract string Happened(ToolAnswer.Done done);

    /// <summary>Whether to try although the tool is not offered: a mistake that real models make.</summary>
    public virtual bool EvenIfNotOffered => false;

    protected static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
