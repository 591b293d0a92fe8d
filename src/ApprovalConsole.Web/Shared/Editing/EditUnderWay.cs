using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ApprovalConsole.Web.Security;

namespace ApprovalConsole.Web.Shared.Editing;

/// <summary>An admin's edit of what is laid down: from the version that was read to what is saved over it, and over no other.</summary>
/// <param name="spell">As the JSON that people edit.</param>
/// <param name="judge">What a draft says, null where it cannot be read, and all that keeps it from being saved.</param>
/// <param name="order">It is saved by this one. Why that was refused is forgotten with the edit it was about.</param>
public sealed class EditUnderWay<T>(Func<T, JsonObject> spell, Func<JsonDraft, (T? Terms, ImmutableArray<DraftFault> Faults)> judge, PageOrder order) where T : class
{
    public LaidDown? Holds { get; private set; }

    /// <summary>What it was made from; null: nothing was read yet, or it has been saved.</summary>
    public LaidDown? Read { get; private set; }

    public JsonDraft Draft { get; private set; } = JsonDraft.Of([]);

    /// <summary>What the draft says; null: it cannot be read.</summary>
    public T? Terms { get; private set; }

    public ImmutableArray<DraftFault> Faults { get; private set; } = [];

    /// <summary>The last look before it is saved.</summary>
    public bool IsReviewing { get; private set; }

    /// <summary>What became of the last step; null: nothing that is not seen.</summary>
    public string? Said { get; set; }

    public bool IsChanged => Read is { } read && Draft.Differs(read.Spelled);

    /// <summary>Somebody else has laid down a version since.</summary>
    public bool IsOvertaken => Read is { } read && read.Version != Holds?.Version;

    public bool IsSound => Terms is not null && Faults.IsEmpty;

    /// <summary>This holds now. It comes in by itself, unless an edit is under way: that stays, over the version it was made from.</summary>
    public void See(T terms, int version)
    {
        Holds = new(terms, spell(terms), version);
        if (Read is null || (IsOvertaken && !IsChanged)) Drop();
    }

    public void Drop() => Begin(Holds!.Spelled);

    /// <summary>Over what holds, and on to the last look: there is one way to save, whoever wrote it.</summary>
    /// <param name="evenUnchanged">It can be saved even where it says what holds already.</param>
    public void Try(T terms, bool evenUnchanged = false)
    {
        Begin(spell(terms));
        IsReviewing = IsSound && (IsChanged || evenUnchanged);
        if (!IsReviewing) Said = Faults is [var fault, ..] ? $"It does not hold up: {$"{fault.Key} {fault.Problem}".Trim()}. Put it right in the form." : "That is what holds already.";
    }

    public void KeepMine() => (Read, order.Fault) = (Holds, null);

    public void Change(JsonDraft draft)
    {
        (Draft, Said) = (draft, null);
        (Terms, Faults) = judge(draft);
    }

    public void Review() => (IsReviewing, order.Fault) = (IsSound && IsChanged, null);

    public void Back() => IsReviewing = false;

    /// <summary>It is saved: what holds next is read anew.</summary>
    public void End() => Read = null;

    private void Begin(JsonObject spelled)
    {
        (Read, order.Fault, IsReviewing) = (Holds, null, false);
        Change(JsonDraft.Of(spelled));
    }

    /// <param name="Spelled">The terms as the JSON that people edit.</param>
    public sealed record LaidDown(T Terms, JsonObject Spelled, int Version);
}
