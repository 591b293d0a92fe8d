using System.Globalization;

namespace ApprovalConsole.Domain.Json;

/// <summary>The way from the root of a value to one of its parts; becomes a JSON pointer only where a finding needs one.</summary>
internal sealed class Trail
{
    private readonly Trail? _above;
    private readonly string? _name;
    private readonly int _index;

    private Trail(Trail? above, string? name, int index) => (_above, _name, _index) = (above, name, index);

    internal static Trail Root { get; } = new(null, null, 0);

    internal Trail To(string name) => new(this, name, 0);

    internal Trail To(int index) => new(this, null, index);

    /// <summary>The JSON pointer (RFC 6901); empty for the root.</summary>
    public override string ToString()
    {
        var steps = new Stack<string>();
        for (var at = this; at._above is not null; at = at._above)
            steps.Push(at._name is null ? at._index.ToString(CultureInfo.InvariantCulture) : JsonPointer.Escape(at._name));
        return string.Concat(steps.Select(step => "/" + step));
    }
}
