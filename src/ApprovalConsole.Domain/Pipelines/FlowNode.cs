using System.Collections.Immutable;
using System.Text.Json;

namespace ApprovalConsole.Domain.Pipelines;

/// <summary>A part of a pipeline. Its output is known to the nodes behind it by its id.</summary>
/// <param name="Id">Unique in its pipeline.</param>
public abstract record FlowNode(string Id)
{
    /// <summary>What lies within it, by what leads there: the labels are words of paths.</summary>
    public abstract ImmutableArray<FlowPart> Parts { get; }

    /// <summary>Nothing behind it is ever reached: it ends the run, or each of its ways does.</summary>
    public virtual bool EndsTheRun => false;

    /// <summary>Calls a tool through the gate. Its output is the tool's result.</summary>
    /// <param name="Tool">Its id.</param>
    /// <param name="Arguments">A template.</param>
    /// <param name="Otherwise">Where it goes on when the call was refused, rejected, failed or expired; null: the run fails.</param>
    public sealed record Call(string Id, string Tool, JsonElement Arguments, FlowPart? Otherwise) : FlowNode(Id)
    {
        public override ImmutableArray<FlowPart> Parts => Otherwise is null ? [] : [Otherwise];
    }

    /// <summary>A question with a closed set of answers, to an agent or to a person. Its output is <c>{answer, by, …}</c>; what an agent does not know a person is asked.</summary>
    /// <param name="Agent">Null: a person.</param>
    /// <param name="Question">A text that may hold places of values.</param>
    /// <param name="Given">A template: what whoever answers is shown.</param>
    /// <param name="Within">Time that a person has; null: as long as <see cref="ChooseTool"/> gives. Nobody's silence is an answer.</param>
    /// <param name="Otherwise">Where it goes on when the person did not answer in time, or turned the question down; null: the run fails.</param>
    public sealed record Ask(string Id, string? Agent, string Question, JsonElement Given, Choice Choice, TimeSpan? Within, FlowPart? Otherwise) : FlowNode(Id)
    {
        public override ImmutableArray<FlowPart> Parts => Otherwise is null ? [] : [Otherwise];
    }

    /// <summary>Goes the first way whose condition holds. A condition that cannot be told leads to <paramref name="Else"/>.</summary>
    public sealed record Choose(string Id, ImmutableArray<FlowCase> Cases, FlowPart Else) : FlowNode(Id)
    {
        public override ImmutableArray<FlowPart> Parts => [.. Cases.Select(c => c.Then), Else];

        public override bool EndsTheRun => Parts.All(p => p.EndsTheRun);
    }

    /// <summary>All its branches, beside each other. Its output has the last output of each under its name.</summary>
    public sealed record Parallel(string Id, ImmutableArray<FlowPart> Branches) : FlowNode(Id)
    {
        public override ImmutableArray<FlowPart> Parts => Branches;
    }

    /// <summary>The same for each item of a list. Its output is the list of the last outputs.</summary>
    /// <param name="Items">A template that gives a list.</param>
    /// <param name="As">What an item is called within.</param>
    /// <param name="AtMost">More items fail the node.</param>
    /// <param name="AtOnce">Items beside each other.</param>
    public sealed record ForEach(string Id, JsonElement Items, string As, int AtMost, int AtOnce, FlowPart Do) : FlowNode(Id)
    {
        public override ImmutableArray<FlowPart> Parts => [Do];
    }

    /// <summary>The same again until something is so. Its output is the last one's.</summary>
    /// <param name="AtMost">Rounds; when the last one leaves the condition unmet, the node fails.</param>
    public sealed record Repeat(string Id, Condition Until, int AtMost, FlowPart Do) : FlowNode(Id)
    {
        public override ImmutableArray<FlowPart> Parts => [Do];
    }

    /// <summary>Waits. It costs nothing while it does.</summary>
    public sealed record Wait(string Id, TimeSpan For) : FlowNode(Id)
    {
        public override ImmutableArray<FlowPart> Parts => [];
    }

    /// <summary>Gives a value: a text put together, or what a branch comes to.</summary>
    /// <param name="Template">A template.</param>
    public sealed record Value(string Id, JsonElement Template) : FlowNode(Id)
    {
        public override ImmutableArray<FlowPart> Parts => [];
    }

    /// <summary>Ends the run.</summary>
    /// <param name="Template">The result, or why it failed.</param>
    public sealed record End(string Id, JsonElement Template, bool Fails) : FlowNode(Id)
    {
        public override bool EndsTheRun => true;

        public override ImmutableArray<FlowPart> Parts => [];
    }
}

/// <summary>Nodes one behind the other.</summary>
/// <param name="Label">What leads there; a word of paths.</param>
public sealed record FlowPart(string Label, ImmutableArray<FlowNode> Nodes)
{
    /// <summary>Whoever comes here does not come out again: nothing behind sees what it gave.</summary>
    public bool EndsTheRun => Nodes is [.., { EndsTheRun: true }];
}

/// <summary>A way of a <see cref="FlowNode.Choose"/>.</summary>
public sealed record FlowCase(Condition When, FlowPart Then);
